import { plainName } from '../../shared/case/case-name.ts';
import { whoSignedIn } from '../../shared/history/person-name.ts';
import { ROLE_ID } from '../../shared/notification/card/facts.ts';
import type { Judged } from '../../shared/verdict/judged-sign-in.ts';

/** How the summary names somebody: `taeho.lim (iam-user)`. */
export function whoOf(judged: Judged): string {
	return `${nameOf(judged)} (${judged.signIn.principal.kind})`;
}

/** The same with the account, where a name means nobody without it: `root (root of 111122223333)`. */
export function whoWhere(judged: Judged): string {
	const { kind, account } = judged.signIn.principal;
	const isOfAccount = (kind === 'root' || kind === 'iam-user') && account !== null;
	return isOfAccount ? `${nameOf(judged)} (${kind} of ${account})` : whoOf(judged);
}

function nameOf({ signIn, known }: Judged): string {
	return plainName(whoSignedIn(signIn, known) ?? '(hidden name)').replaceAll(ROLE_ID, '');
}
