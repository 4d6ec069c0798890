import { retry } from './policy-publisher.ts';
import { type ErrorTable, TEXT_REFUSED, TEXT_TOO_LONG } from './refused-call.ts';

/**
 * Every error of the Organizations calls that we make, and what it means. An error not listed is
 * thrown.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_UpdatePolicy.html
 */
export const ORGANIZATIONS_ERRORS: ErrorTable = {
	// Another attempt may succeed.
	TooManyRequestsException: retry('throttled'),
	ThrottlingException: retry('throttled'),
	ConcurrentModificationException: retry('busy'),
	PolicyChangesInProgressException: retry('busy'),
	ServiceException: retry('service-fault'),
	InternalFailure: retry('service-fault'),
	ServiceUnavailable: retry('service-fault'),
	// A human must act.
	AccessDeniedException: {
		kind: 'failed',
		reason: 'not-permitted',
		remediation: ({ operation, on }) =>
			`Allow organizations:${operation} on ${on} in the role of contain and in the delegation policy of Organizations.`,
	},
	PolicyNotFoundException: {
		kind: 'failed',
		reason: 'policy-missing',
		remediation: ({ on }) =>
			`Create ${on} again by hand with the same name, attach and delegate it, and deploy the hub with --scp and the new ARN.`,
	},
	'ConstraintViolationException POLICY_CONTENT_LIMIT_EXCEEDED': TEXT_TOO_LONG,
	ConstraintViolationException: {
		kind: 'failed',
		reason: 'request-refused',
		remediation: ({ operation, on }) =>
			`Find out which limit of Organizations ${operation} on ${on} exceeds.`,
	},
	MalformedPolicyDocumentException: TEXT_REFUSED,
	ChildNotFoundException: {
		kind: 'failed',
		reason: 'account-unknown',
		remediation: ({ on }) =>
			`Check that account ${on} belongs to the organization; if it does not, contain there by hand.`,
	},
	AWSOrganizationsNotInUseException: {
		kind: 'failed',
		reason: 'not-an-organization',
		remediation: () =>
			'Deploy the hub in an account of the organization, or set containment.policyType to iam in eyes.config.ts.',
	},
	UnsupportedAPIEndpointException: {
		kind: 'failed',
		reason: 'endpoint-unsupported',
		remediation: ({ operation }) =>
			`Contain by hand and report an error of eyes-system: this endpoint of Organizations does not offer ${operation}.`,
	},
	InvalidInputException: {
		kind: 'failed',
		reason: 'request-refused',
		remediation: ({ operation, on }) =>
			`Deploy the hub with --scp and the right ARN: Organizations refuses ${operation} on ${on}.`,
	},
	// It is about names, and eyes-system never sends one.
	DuplicatePolicyException: {
		kind: 'failed',
		reason: 'request-refused',
		remediation: ({ on }) =>
			`Rename the other policy of the organization that has the name of ${on}.`,
	},
};
