import { LocalError } from '../../problems.ts';
import type { ObjectStore } from '../../s3/object-store.ts';
import type { Handler } from '../handler.ts';

export function bucketHandler(objects: ObjectStore): Handler {
  return {
    put: async () => {},
    remove: async ({ id }, keepsData) => {
      if (keepsData || objects.list(id, '').length === 0) return;
      throw new LocalError(`The bucket you tried to delete is not empty (bucket ${id}).`);
    },
  };
}

/** What empties a bucket before it is deleted. */
export function autoDeleteHandler(objects: ObjectStore): Handler {
  return {
    put: async () => {},
    remove: async ({ properties }, keepsData) => {
      if (!keepsData) objects.empty(String(properties.BucketName));
    },
  };
}
