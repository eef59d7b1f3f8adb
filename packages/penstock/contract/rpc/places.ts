import type { DescField, DescMessage, DescMethod, DescOneof, DescService } from '@bufbuild/protobuf';
import type { SourceCodeInfo } from '@bufbuild/protobuf/wkt';

type Placed = DescService | DescMethod | DescMessage | DescField | DescOneof;

/** Line and column, from 1. */
export interface ProtoPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Where a declaration stands, or one of its options; the nearest that the file knows.
 *
 * @param option numbers of fields below the declaration, such as those of its options
 */
export function placeOf(of: Placed, option: readonly number[] = []): ProtoPlace {
  const { file } = of.kind === 'rpc' ? of.parent : of.kind === 'field' || of.kind === 'oneof' ? of.parent : of;
  const path = [...pathOf(of), ...option];
  const info = file.proto.sourceCodeInfo;
  for (let length = path.length; length > 0; length -= 1) {
    const span = info && spanAt(info, path.slice(0, length));
    const [line = 0, column = 0] = span ?? [];
    if (span !== undefined) return { file: file.proto.name, line: line + 1, column: column + 1 };
  }
  return { file: file.proto.name, line: 0, column: 0 };
}

const spanAt = ({ location }: SourceCodeInfo, path: readonly number[]): readonly number[] | undefined =>
  location.find((one) => one.path.length === path.length && one.path.every((part, index) => part === path[index]))
    ?.span;

/** As descriptor.proto numbers what is in a file: its messages 4, its services 6, and what is in those. */
function pathOf(of: Placed): readonly number[] {
  switch (of.kind) {
    case 'service':
      return [6, of.file.proto.service.indexOf(of.proto)];
    case 'rpc':
      return [...pathOf(of.parent), 2, of.parent.proto.method.indexOf(of.proto)];
    case 'message':
      return of.parent === undefined
        ? [4, of.file.proto.messageType.indexOf(of.proto)]
        : [...pathOf(of.parent), 3, of.parent.proto.nestedType.indexOf(of.proto)];
    case 'field':
      return [...pathOf(of.parent), 2, of.parent.proto.field.indexOf(of.proto)];
    case 'oneof':
      return [...pathOf(of.parent), 8, of.parent.proto.oneofDecl.indexOf(of.proto)];
  }
}
