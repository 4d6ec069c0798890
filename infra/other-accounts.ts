import { Aws } from 'aws-cdk-lib';
import type { Configuration } from '../shared/configuration/configuration.ts';
import {
	READER_ROLE,
	REPORT_READER_ROLE,
	RESPONDER_ROLE,
	roleArn,
} from '../shared/runtime/names.ts';
import type { EyesFunction } from './eyes-function.ts';

/**
 * The accounts that the functions work in: one, or all of an organization (`o-…`) and its
 * management account.
 */
export type Coverage =
	| { readonly kind: 'this-account' }
	| { readonly kind: 'organization'; readonly id: string; readonly managementAccount: string };

/**
 * Reads the coverage from the configuration. Both values are set if `checkDeployment` found no
 * error.
 */
export function coverageOf({ deployment, containment }: Configuration): Coverage {
	const { organization } = deployment;
	const { managementAccount } = containment;
	if (organization === null || managementAccount === null) return { kind: 'this-account' };
	return { kind: 'organization', id: organization.id, managementAccount };
}

/**
 * Lets a function assume the reader role in the accounts, which can only list when access keys were
 * created.
 */
export function grantReading(fn: EyesFunction, coverage: Coverage): void {
	grantRole(fn, READER_ROLE, coverage);
}

/**
 * Lets a function assume the report reader role in the accounts, and find out which accounts there
 * are. The delegation policy of Organizations must allow the latter as well.
 */
export function grantReporting(fn: EyesFunction, coverage: Coverage): void {
	grantRole(fn, REPORT_READER_ROLE, coverage);
	grantListing(fn, coverage);
}

/** Lets a function find out which accounts the organization has. */
export function grantListing(fn: EyesFunction, coverage: Coverage): void {
	if (coverage.kind === 'this-account') return;
	fn.allow({
		actions: ['organizations:ListAccounts'],
		resources: ['*'],
		because: 'ListAccounts does not support a narrower resource.',
	});
}

/**
 * Lets a function assume the responder role in the accounts, which can only publish and attach the
 * one containment policy.
 */
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
		because:
			'Accounts are added and removed; the condition limits it to those of the organization.',
		conditions: { StringEquals: { 'aws:ResourceOrgID': coverage.id } },
	});
}
