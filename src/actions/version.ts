/** Which version of the program this is. */
export { programVersion } from '../client/version.ts';
