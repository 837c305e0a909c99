/** Every page of the account. */
import { complaint } from './complaint.tsx';
import { device } from './device.tsx';
import { account } from './home.tsx';
import { moderation } from './moderation.tsx';
import { provider } from './provider.ts';
import { signIn } from './signin.tsx';
import { upload } from './upload.tsx';
import type { AccountPage } from './visit.ts';

export const ACCOUNT_PAGES: readonly AccountPage[] = [
  ...signIn,
  ...provider,
  ...account,
  ...device,
  ...upload,
  ...moderation,
  ...complaint,
];
