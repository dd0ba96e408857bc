/** A file as it is with layers 0…`at`; without `at`, at the point of view. */
export interface FileVersion {
  node: number;
  at: number | undefined;
  size: number;
}
