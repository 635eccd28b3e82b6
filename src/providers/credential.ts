/** Whether a key of an endpoint holds a credential, told by its name. A private key's file is a path. */
export function isCredentialKey(key: string): boolean {
  return key !== 'client-key' && /(^|-)(token|secret|password|key|key-id)$/.test(key)
}
