import { NOT_CONTAINED, type NotContained } from '../containment/not-contained.ts';

type Texts<Name extends string> = Readonly<Record<Name, string>>;

const FORMS =
	'write a case or containment (eyes status), AIDA…, AROA…:session, ACCOUNT:federated-name, ' +
	'a user id of Identity Center, arn:aws:iam::ACCOUNT:root, or the ARN of an IAM user';

/** Each reason to refuse a decision, with the English sentence about its details. */
const REFUSALS = {
	'unknown-id': ({ id, region }: Texts<'id' | 'region'>) =>
		`no case and no containment in ${region} has the id ${id}; eyes status lists those that are open`,
	'nobody-in-case': ({
		caseId,
		why,
	}: Texts<'caseId'> & { readonly why: readonly NotContained[] }) =>
		`nobody can be contained because of case ${caseId}: ${
			why.map((reason) => NOT_CONTAINED[reason]).join('; ') ||
			'nobody signed in from an untrusted network'
		}`,
	protected: ({ value, pattern }: Texts<'value' | 'pattern'>) =>
		`${value} is a protected principal (${pattern}) and can never be contained. ${NOT_CONTAINED.protected}`,
	'service-linked-role': ({ value }: Texts<'value'>) =>
		`${value}: ${NOT_CONTAINED['service-linked-role']}`,
	'management-root': ({ value }: Texts<'value'>) => `${value}: ${NOT_CONTAINED['management-root']}`,
	'root-needs-organization': ({ value }: Texts<'value'>) =>
		`${value}: ${NOT_CONTAINED['root-needs-organization']}`,
	'federated-by-user': ({ account }: Texts<'account'>) =>
		`the policy of account ${account} reaches a federated session by the user who made it: ` +
		'contain that user, and all of their federated sessions are denied with them',
	'name-needed': ({ value, account }: Texts<'value' | 'account'>) =>
		`the policy of account ${account} must be attached to the user or role of ${value}, ` +
		'whose name is not known: add --name NAME',
	'account-needed': ({ value }: Texts<'value'>) => `of which account is ${value}? Add --account ID`,
	'other-account': ({ arn, account, name, yours }: Texts<'arn' | 'account' | 'name' | 'yours'>) =>
		`${arn} is in account ${account} and you are in ${yours}. Ask for the id there: ` +
		`aws iam get-user --user-name ${name} --query User.UserId --output text; ` +
		`then: eyes contain AIDA… --account ${account} --name ${name}`,
	'user-not-found': ({ arn }: Texts<'arn'>) => `there is no user ${arn} in your account`,
	'id-not-found': ({ id, account }: Texts<'id' | 'account'>) =>
		`account ${account} has nobody with the id ${id}; of which account is it? Add --account ID`,
	'not-a-principal': ({ text }: Texts<'text'>) => `"${text}" names nobody: ${FORMS}`,
	'not-an-arn': ({ text }: Texts<'text'>) => `"${text}" is not an ARN: ${FORMS}`,
	'wrong-arn': ({ text }: Texts<'text'>) => `"${text}" is nobody who can be contained: ${FORMS}`,
	'role-id': ({ id }: Texts<'id'>) =>
		`${id} is a role, which many people may use: name one session of it, ${id}:SESSION`,
	'role-arn': ({ arn, name }: Texts<'arn' | 'name'>) =>
		`${arn} is a role, which many people and services may use; only one session of it can be ` +
		`contained: AROA…:SESSION (its id: aws iam get-role --role-name ${name} --query Role.RoleId). ` +
		'To cut the whole role, revoke its sessions in IAM',
	'session-arn': ({ account, role, session }: Texts<'account' | 'role' | 'session'>) =>
		`a session's ARN lacks the id of its role. Ask for it in account ${account}: ` +
		`aws iam get-role --role-name ${role} --query Role.RoleId --output text; ` +
		`then: eyes contain AROA…:${session} --account ${account} --name ${role}`,
	'federated-arn': ({ account, name }: Texts<'account' | 'name'>) =>
		`write a federated session as its requests carry it: eyes contain ${account}:${name}`,
};

export type RefusalReason = keyof typeof REFUSALS;
type RefusalDetail<Reason extends RefusalReason> = Parameters<(typeof REFUSALS)[Reason]>[0];

interface RefusedFor<Reason extends RefusalReason> {
	readonly kind: 'refused';
	readonly reason: Reason;
	readonly detail: RefusalDetail<Reason>;
}
/** A decision that nobody can carry out. */
export type Refused = { [Reason in RefusalReason]: RefusedFor<Reason> }[RefusalReason];

export function refused<Reason extends RefusalReason>(
	reason: Reason,
	detail: RefusalDetail<Reason>,
): RefusedFor<Reason> {
	return { kind: 'refused', reason, detail };
}

/** Why, and what to do instead. */
export function refusalSentence<Reason extends RefusalReason>(refusal: RefusedFor<Reason>): string {
	const sentences: { [R in RefusalReason]: (detail: RefusalDetail<R>) => string } = REFUSALS;
	return sentences[refusal.reason](refusal.detail);
}

/** What somebody should be sure of before they decide, with the English sentence. */
const DOUBTS = {
	'denies-everything': ({ value }: About) => `${value} will be denied from inside, too`,
	'is-caller': ({ value }: About) => `${value} is you`,
	'may-be-protected': ({ value, patterns }: About) =>
		`nobody can tell from ${value} whether it is one of the protected ${patterns.join(', ')}`,
};

interface About {
	/** Of the selector. */
	readonly value: string;
	/** Protected principals that it may be. */
	readonly patterns: readonly string[];
}
export interface Doubt extends About {
	readonly doubt: keyof typeof DOUBTS;
}

export function doubtSentence(doubt: Doubt): string {
	return DOUBTS[doubt.doubt](doubt);
}
