/** The engine's code, gzipped, in base64. */
declare module '#engine-packed' {
  const base64: string;
  export default base64;
}
