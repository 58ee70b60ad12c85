/** Who gave a request, and so who reads what is wrong with it. */
export interface Caller {
  /** The body came over HTTP: its caller has no options, and the operator has. Default: false. */
  isOverHttp?: boolean | undefined;
}

/** How a caller gets a field to the server that is not judged here. */
export function toWay(name: string, { isOverHttp = false }: Caller): string {
  return isOverHttp
    ? `the operator can name it in the setting \`passUnknown\`: ["${name}"]`
    : 'put it into `extraBody` of the call’s options';
}
