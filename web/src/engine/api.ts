/**
 * All that state and views may use of the engine. Workers, wasm and the protocol stand behind it.
 *
 *     const session = openImage({ kind: 'file', file }, listener, abort.signal);
 *     // After the first onReport():
 *     session.selectImage(0);
 *     const window = await session.rows(0, 60);
 *     session.close();
 */
export type * from './contract.ts';
export { ProblemError } from './problems.ts';
export type * from './report.ts';
export { openImage, prepareEngine } from './session.ts';
export type * from './tree.ts';
export { FILTERED_OUT } from './tree.ts';
