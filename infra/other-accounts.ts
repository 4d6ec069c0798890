import { Aws } from 'aws-cdk-lib';
import type { Configuration } from '../shared/configuration/configuration.ts';
import { READER_ROLE, RESPONDER_ROLE, roleArn } from '../shared/runtime/names.ts';
import type { EyesFunction } from './eyes-function.ts';

/** Whose accounts the functions work in: one, or all of an organization (`o-…`) and of the account that owns it. */
export type Coverage =
	| { readonly kind: 'this-account' }
	| { readonly kind: 'organization'; readonly id: string; readonly managementAccount: string };

/** As configured. Both are filled in where `checkDeployment` found nothing. */
export function coverageOf({ deployment, containment }: Configuration): Coverage {
	const { organization } = deployment;
	const { managementAccount } = containment;
	if (organization === null || managementAccount === null) return { kind: 'this-account' };
	return { kind: 'organization', id: organization.id, managementAccount };
}

/** Become the reader in the accounts, which can only tell when access keys were made. */
export function grantReading(fn: EyesFunction, coverage: Coverage): void {
	grantRole(fn, READER_ROLE, coverage);
}

/** Become the responder in the accounts, which can only publish and attach the one containment policy. */
export function grantResponding(fn: EyesFunction, coverage: Coverage): void {
	grantRole(fn, RESPONDER_ROLE, coverage);
}

function grantRole(fn: EyesFunction, role: string, coverage: Coverage): void {
	const actions = ['sts:AssumeRole'];
	if (coverage.kind === 'this-account') {
		fn.allow({ actions, resources: [roleArn(Aws.PARTITION, Aws.ACCOUNT_ID, role)] });
		return;
	}
	fn.allow({
		actions,
		resources: [roleArn(Aws.PARTITION, '*', role)],
		because: 'Accounts come and go; the condition keeps to those of the organization.',
		conditions: { StringEquals: { 'aws:ResourceOrgID': coverage.id } },
	});
}
