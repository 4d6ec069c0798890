import { OPERATION_PREFERENCES } from '../../../infra/operation-preferences.ts';
import type { Configuration } from '../../../shared/configuration/configuration.ts';
import { NAMED_STACK_SETS } from '../../../shared/runtime/names.ts';
import { type Places, placesOf } from '../../../shared/stack-sets/places.ts';
import type { NotCurrent } from '../../../shared/stack-sets/stack-instance.ts';

interface Where {
	readonly configuration: Configuration;
	/** The Region of the StackSets. */
	readonly region: string;
}

/** The command line of AWS begins the names with a capital letter. */
const PREFERENCES = Object.entries(OPERATION_PREFERENCES)
	.map(([key, value]) => `${key.charAt(0).toUpperCase()}${key.slice(1)}=${value}`)
	.join();

/**
 * An operation without a change tries all instances again that are outdated; CloudFormation itself
 * starts none if a template has no difference.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStackSet.html
 */
export function retryCommand(stackSet: string, { region }: Where): string {
	return `aws cloudformation update-stack-set --region ${region} --stack-set-name ${stackSet} --use-previous-template --capabilities CAPABILITY_NAMED_IAM --operation-preferences ${PREFERENCES}`;
}

/** The commands that create what is missing. */
export function missingCommands(missing: readonly NotCurrent[], where: Where): string[] {
	return placesOf(missing).map((places) => createCommand(places, where));
}

function createCommand(
	{ stackSet, regions, accounts }: Places,
	{ configuration, region }: Where,
): string {
	const units = unitsOf(stackSet, configuration).join();
	const targets = `OrganizationalUnitIds=${units},Accounts=${accounts.join()},AccountFilterType=INTERSECTION`;
	return `aws cloudformation create-stack-instances --region ${region} --stack-set-name ${stackSet} --deployment-targets ${targets} --regions ${regions.join(' ')} --operation-preferences ${PREFERENCES}`;
}

/**
 * The units that a StackSet has already: with another one, accounts that join there later would get
 * the stacks too.
 */
function unitsOf(stackSet: string, { deployment }: Configuration): readonly string[] {
	const { organization, targets } = deployment;
	if (organization === null || targets === null) return [];
	const isNamed = Object.values(NAMED_STACK_SETS).includes(stackSet);
	return isNamed || targets.root === true ? [organization.root] : targets.units;
}
