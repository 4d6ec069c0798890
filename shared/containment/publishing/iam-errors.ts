import { retry } from './policy-publisher.ts';
import { type ErrorTable, type Meaning, TEXT_REFUSED, TEXT_TOO_LONG } from './refused-call.ts';

const NOT_PERMITTED: Meaning = {
	kind: 'failed',
	reason: 'not-permitted',
	remediation: ({ operation, on }) =>
		`Allow iam:${operation} on ${on} in the responder role of this account, and check for an SCP or a boundary that denies it.`,
};
const PRINCIPAL_MISSING: Meaning = {
	kind: 'failed',
	reason: 'principal-missing',
	remediation: ({ on }) =>
		`Check whether ${on} was deleted or renamed; if it was renamed, contain the new name by hand.`,
};
const TOO_MANY_POLICIES: Meaning = {
	kind: 'failed',
	reason: 'too-many-policies',
	remediation: ({ on }) =>
		`Detach a managed policy from ${on}, or raise the quota of policies attached to it.`,
};

/**
 * Every error of the IAM calls that we make, and what it means. An error not listed is thrown.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html
 * https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 */
export const IAM_ERRORS: ErrorTable = {
	// Another attempt may succeed.
	Throttling: retry('throttled'),
	ThrottlingException: retry('throttled'),
	RequestLimitExceeded: retry('throttled'),
	ConcurrentModificationException: retry('busy'),
	EntityTemporarilyUnmodifiableException: retry('busy'),
	ServiceFailureException: retry('service-fault'),
	InternalFailure: retry('service-fault'),
	ServiceUnavailable: retry('service-fault'),
	// The list of versions was out of date.
	'NoSuchEntityException GetPolicyVersion': retry('not-visible-yet'),
	'LimitExceededException CreatePolicyVersion': retry('not-visible-yet'),
	DeleteConflictException: retry('not-visible-yet'),
	// The wanted state exists already.
	'NoSuchEntityException DeletePolicyVersion': { kind: 'already-so' },
	'NoSuchEntityException DetachUserPolicy': { kind: 'already-so' },
	'NoSuchEntityException DetachRolePolicy': { kind: 'already-so' },
	// A human must act.
	AccessDenied: NOT_PERMITTED,
	AccessDeniedException: NOT_PERMITTED,
	NoSuchEntityException: {
		kind: 'failed',
		reason: 'policy-missing',
		remediation: ({ on }) =>
			`Create the policy ${on} again by hand (text: the placeholder in docs/reading-the-deny-document.md), because no deployment does.`,
	},
	'NoSuchEntityException AttachUserPolicy': PRINCIPAL_MISSING,
	'NoSuchEntityException AttachRolePolicy': PRINCIPAL_MISSING,
	'LimitExceededException AttachUserPolicy': TOO_MANY_POLICIES,
	'LimitExceededException AttachRolePolicy': TOO_MANY_POLICIES,
	'LimitExceededException PolicySize': TEXT_TOO_LONG,
	LimitExceededException: {
		kind: 'failed',
		reason: 'request-refused',
		remediation: ({ operation, on }) => `Find out which IAM quota ${operation} on ${on} exceeds.`,
	},
	MalformedPolicyDocumentException: TEXT_REFUSED,
	UnmodifiableEntityException: {
		kind: 'failed',
		reason: 'protected-role',
		remediation: ({ on }) => `Contain by hand: only AWS may change ${on}.`,
	},
	PolicyNotAttachableException: {
		kind: 'failed',
		reason: 'request-refused',
		remediation: ({ on }) =>
			`Contain by hand and report an error of eyes-system: its policy cannot be attached to ${on}.`,
	},
	InvalidInputException: {
		kind: 'failed',
		reason: 'request-refused',
		remediation: ({ operation, on }) =>
			`Contain by hand and report an error of eyes-system: IAM refuses ${operation} on ${on} as malformed.`,
	},
};
