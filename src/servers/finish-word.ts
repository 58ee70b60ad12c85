/** Whether a server says why a text ended. `""` (TGI’s `/v1/completions`) and the text `null` are no reasons yet. */
export function isFinishWord(word: unknown): word is string {
  return typeof word === 'string' && word !== '' && word !== 'null';
}
