import { NOT_CONTAINED, type NotContained } from '../containment/not-contained.ts';

type Texts<Name extends string> = Readonly<Record<Name, string>>;

const FORMS =
	'write a case or containment (eyes status), a user name or e-mail address, AIDA…, AROA…:session, AROA… of a role, ' +
	'ACCOUNT:federated-name, ' +
	'a user id of Identity Center, arn:aws:iam::ACCOUNT:root, or the ARN of an IAM user or role';

/** Each reason to refuse a decision, with the English sentence that the command line prints. */
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
	'management-not-covered': ({ value }: Texts<'value'>) =>
		`${value}: ${NOT_CONTAINED['management-not-covered']}`,
	'root-needs-organization': ({ value }: Texts<'value'>) =>
		`${value}: ${NOT_CONTAINED['root-needs-organization']}`,
	'federated-by-user': ({ account }: Texts<'account'>) =>
		`the policy of account ${account} applies to a federated session through the user who made it: ` +
		'contain that user, which also denies all of their federated sessions',
	'name-needed': ({ value, account }: Texts<'value' | 'account'>) =>
		`the policy of account ${account} must be attached to the user or role of ${value}, ` +
		'whose name is not known: add --name NAME',
	'account-needed': ({ value }: Texts<'value'>) =>
		`the account of ${value} is not known: add --account ID`,
	'other-account': ({ arn, account, name, yours }: Texts<'arn' | 'account' | 'name' | 'yours'>) =>
		`${arn} is in account ${account} and you are in ${yours}. Ask for the id there: ` +
		`aws iam get-user --user-name ${name} --query User.UserId --output text; ` +
		`then: eyes contain AIDA… --account ${account} --name ${name}`,
	'user-not-found': ({ arn }: Texts<'arn'>) => `there is no user ${arn} in your account`,
	'id-not-found': ({ id, account }: Texts<'id' | 'account'>) =>
		`account ${account} has no user or role with the id ${id}: add --account ID of the right account`,
	'not-a-principal': ({ text }: Texts<'text'>) => `"${text}" is not a principal: ${FORMS}`,
	'name-not-found': ({
		name,
		places,
		notAsked,
	}: Texts<'name'> & Readonly<Record<'places' | 'notAsked', readonly string[]>>) =>
		[
			`nobody called ${name} was found (looked in: ${places.join(', ')})`,
			...notAsked,
			'try the id of the case (eyes status), their user name or e-mail address, and for an IAM user AIDA… --account ID --name NAME ' +
				`(in their account: aws iam get-user --user-name NAME --query User.UserId --output text)`,
		].join('; '),
	'name-unclear': ({ name, choices }: Texts<'name'> & { readonly choices: readonly string[] }) =>
		`${name} may mean ${choices.length} people. Name the one who is meant:${choices
			.map((choice) => `\n  eyes contain ${choice}`)
			.join('')}`,
	'not-an-arn': ({ text }: Texts<'text'>) => `"${text}" is not an ARN: ${FORMS}`,
	'wrong-arn': ({ text }: Texts<'text'>) =>
		`"${text}" is not the ARN of a principal that can be contained: ${FORMS}`,
	'role-not-found': ({ arn }: Texts<'arn'>) => `there is no role ${arn} in your account`,
	'role-id-unknown': ({ arn, account, name }: Texts<'arn' | 'account' | 'name'>) =>
		`nobody was seen on ${arn} within a day, so its id is not known. Ask for it in account ${account}: ` +
		`aws iam get-role --role-name ${name} --query Role.RoleId --output text; ` +
		`then: eyes contain AROA… --account ${account} --name ${name}`,
	'role-id-unclear': ({
		arn,
		account,
		name,
		ids,
	}: Texts<'arn' | 'account' | 'name'> & { readonly ids: readonly string[] }) =>
		`${arn} was deleted and made again within a day: ${ids.join(' and ')} were seen. Name the one that is ` +
		`meant: eyes contain ${ids[0] ?? 'AROA…'} --account ${account} --name ${name}`,
	'role-name-needed': ({ id, account }: Texts<'id' | 'account'>) =>
		`the name of role ${id} is not known, so it is not known whom that would hit: add --name NAME ` +
		`(in account ${account}: aws iam list-roles --query "Roles[?RoleId=='${id}'].RoleName" --output text)`,
	'permission-set-role': ({ arn, account }: Texts<'arn' | 'account'>) =>
		`${arn} is the role of a permission set, and in account ${account} no SCP applies: contain each person ` +
		'by their user id of Identity Center, or remove the assignment there and end the sessions',
	'session-arn': ({ account, role, session }: Texts<'account' | 'role' | 'session'>) =>
		`a session's ARN lacks the id of its role. Ask for it in account ${account}: ` +
		`aws iam get-role --role-name ${role} --query Role.RoleId --output text; ` +
		`then: eyes contain AROA…:${session} --account ${account} --name ${role}`,
	'federated-arn': ({ account, name }: Texts<'account' | 'name'>) =>
		`name a federated session by its aws:userid: eyes contain ${account}:${name}`,
};

/** A reason to refuse a decision. */
export type RefusalReason = keyof typeof REFUSALS;
type RefusalDetail<Reason extends RefusalReason> = Parameters<(typeof REFUSALS)[Reason]>[0];

interface RefusedFor<Reason extends RefusalReason> {
	readonly kind: 'refused';
	readonly reason: Reason;
	readonly detail: RefusalDetail<Reason>;
}
/** A decision that is refused, and why. */
export type Refused = { [Reason in RefusalReason]: RefusedFor<Reason> }[RefusalReason];

/** Makes a refusal. */
export function refused<Reason extends RefusalReason>(
	reason: Reason,
	detail: RefusalDetail<Reason>,
): RefusedFor<Reason> {
	return { kind: 'refused', reason, detail };
}

/** Says why the decision is refused, and what to do instead. */
export function refusalSentence<Reason extends RefusalReason>(refusal: RefusedFor<Reason>): string {
	const sentences: { [R in RefusalReason]: (detail: RefusalDetail<R>) => string } = REFUSALS;
	return sentences[refusal.reason](refusal.detail);
}

/** Each doubt that a person must confirm before a decision, with the English sentence. */
const DOUBTS = {
	'denies-everything': ({ value }: About) => `${value} will be denied from trusted networks too`,
	'is-caller': ({ value }: About) => `${value} is you`,
	'includes-caller': ({ value }: About) => `${value} includes your own session`,
	'may-be-protected': ({ value, patterns }: About) =>
		`${value} may be a protected principal, which cannot be checked by its id: ${patterns.join(', ')}`,
};

interface About {
	/** The value of the selector. */
	readonly value: string;
	/** The protected principals that it may be. */
	readonly patterns: readonly string[];
}
/** A reason to ask the person once more before they deny. */
export interface Doubt extends About {
	readonly doubt: keyof typeof DOUBTS;
}

/** Says what the doubt is. */
export function doubtSentence(doubt: Doubt): string {
	return DOUBTS[doubt.doubt](doubt);
}
