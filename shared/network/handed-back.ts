import type { SignIn } from '../sign-in/sign-in.ts';

/**
 * Services that call an API of AWS for somebody and give them its answer, with the ways in which
 * they do so. Other services, such as CloudFormation, keep what they obtain; the scheduler's targets
 * give their answer to nobody.
 */
const HANDS_BACK: Readonly<Record<string, string>> = {
	// The result of a state is in the history of the execution.
	// https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
	states: 'AWS SDK integrations of Step Functions',
	// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-integration-types.html
	apigateway: 'AWS integrations of API Gateway',
	// https://docs.aws.amazon.com/appsync/latest/devguide/tutorial-http-resolvers.html
	appsync: 'HTTP data sources of AppSync that sign their requests',
	// The outputs of a step are in the execution.
	// https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeawsapi.html
	ssm: 'the action executeAwsApi of Systems Manager Automation',
};

const SERVICE = /^([a-z0-9-]+)(?:\.[a-z0-9-]+)*\.amazonaws\.com(?:\.cn)?$/i;

/**
 * True if a service made the call for somebody who gets the credentials: of STS, or of the portal,
 * whose calls need no role of the service. A service that assumes a role for its own work has the
 * type `AWSService`, and is not meant.
 */
export function isHandedBack({ part, principal, invokedBy, address }: SignIn): boolean {
	// A call that AWS added may return credentials too.
	if (part === 'no-session' || part === 'use' || principal.kind === 'aws-service') return false;
	return [invokedBy, address].some((name) => {
		const service = SERVICE.exec(name ?? '')?.[1]?.toLowerCase() ?? '';
		return Object.hasOwn(HANDS_BACK, service);
	});
}
