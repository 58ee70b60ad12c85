/** Whose host an address names. */

const HUGGING_FACE_DOMAINS = ['huggingface.co', 'hf.co', 'huggingface.cloud', 'hf.space'];

/** Where an ambient Hugging Face token may go. */
export function isHuggingFace(url: URL): boolean {
  if (url.protocol !== 'https:') return false;
  return (
    url.hostname === 'huggingface.co' || HUGGING_FACE_DOMAINS.some((domain) => url.hostname.endsWith(`.${domain}`))
  );
}

/** Whether a host name, as `URL` gives it, means this machine and can be given to no other by DNS. */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(\.\d+){3}$/.test(hostname)
  );
}
