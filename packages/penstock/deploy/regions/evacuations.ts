/** Where it is written that a region gets no traffic: in a bucket of its guardian, which is another region. */
export interface Evacuations {
  /** Whether it is written that the region is evacuated. */
  has(region: string): Promise<boolean>;
  write(region: string): Promise<void>;
  remove(region: string): Promise<void>;
}
