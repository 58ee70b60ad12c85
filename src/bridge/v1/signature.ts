/** Whose answer it is: servers sign them, by `system_fingerprint`. */

/** TGI's version and build, such as `3.3.6-sha-06d9d88` or `3.3.6-native` (TGI router, server.rs); no other server writes it so. */
const TGI_FINGERPRINT = /^\d{1,4}\.\d{1,4}\.\d{1,4}[\w.]{0,16}-(native|sha-\w{1,64})/;

/** Whether an answer is signed by another server than the one that was spoken to. Builds of TGI have labels of their own, behind its version. */
export function isOfAnother(body: object, isTgi: boolean | undefined): boolean {
  const signature: unknown = 'system_fingerprint' in body ? body.system_fingerprint : undefined;
  if (isTgi === undefined || typeof signature !== 'string' || signature === '') return false;
  return isTgi ? !/^\d{1,4}\.\d{1,4}\.\d{1,4}/.test(signature) : isTgiAnswer(body);
}

/** Whether an answer of `/v1` is TGI's. */
export function isTgiAnswer(body: object): boolean {
  const fingerprint: unknown = 'system_fingerprint' in body ? body.system_fingerprint : undefined;
  return typeof fingerprint === 'string' && TGI_FINGERPRINT.test(fingerprint);
}
