import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../shared/record/json-object.ts';
import { actionOf } from '../../../shared/sign-in/used-credential.ts';
import {
	isTelling,
	isTellingAction,
	mostTellingFirst,
} from '../../../shared/verdict/telling-actions.ts';
import { needsRealLogs } from '../../support/needs.ts';
import { ATTACKS, OBTAINS_ONLY, publicAttacks } from '../../support/public-attacks.ts';

describe('the most telling action', () => {
	it('is what each public log of an attack is about', (context) => {
		needsRealLogs(context);
		const found = publicAttacks()
			.filter(([name]) => name !== OBTAINS_ONLY)
			.map(([name, records]) => [name, mostTellingIn(records)]);
		expect(Object.fromEntries(found)).toEqual(ATTACKS);
	});

	it('stands before the others, which keep their order', () => {
		const actions = ['sts:GetCallerIdentity', 'cloudtrail:StopLogging', 'ec2:X', 'iam:CreateUser'];
		expect(mostTellingFirst(actions)).toEqual([
			...['iam:CreateUser', 'cloudtrail:StopLogging'],
			...['sts:GetCallerIdentity', 'ec2:X'],
		]);
	});
});

function mostTellingIn(records: readonly JsonObject[]): string | undefined {
	const calls = records.map(({ eventSource, eventName }) => ({
		...{ eventSource: String(eventSource), event: String(eventName) },
	}));
	const [first] = mostTellingFirst(['ec2:DescribeRegions', ...calls.map(actionOf)]);
	// It comes before what tells nothing.
	expect(first).not.toBe('ec2:DescribeRegions');
	return first;
}

describe('isTelling', () => {
	it.each([
		['lambda.amazonaws.com', 'AddPermission20150331v2', true],
		['lambda.amazonaws.com', 'UpdateFunctionCode20150331v2', false],
		['iam.amazonaws.com', 'CreateUser', true],
		['identitystore.amazonaws.com', 'CreateUser', true],
		['cognito-idp.amazonaws.com', 'CreateUser', false],
		['secretsmanager.amazonaws.com', 'GetSecretValue', false],
		['sts.amazonaws.com', 'GetCallerIdentity', false],
		// By these a thief leaves what denies or watches them.
		['events.amazonaws.com', 'DisableRule', true],
		['events.amazonaws.com', 'PutRule', true],
		['iam.amazonaws.com', 'DetachRolePolicy', true],
		['iam.amazonaws.com', 'RemoveUserFromGroup', true],
		['organizations.amazonaws.com', 'UpdatePolicy', true],
		['organizations.amazonaws.com', 'MoveAccount', true],
	])('%s %s: %s', (eventSource, event, expected) => {
		expect(isTelling({ eventSource, event })).toBe(expected);
	});

	it('asks for the action in the form of IAM', () => {
		expect(isTellingAction('iam:CreateUser')).toBe(true);
		expect(isTellingAction('constructor')).toBe(false);
	});
});

describe('actionOf', () => {
	it.each([
		['lambda.amazonaws.com', 'AddPermission20150331v2', 'lambda:AddPermission'],
		['lambda.amazonaws.com', 'PublishLayerVersion20181031', 'lambda:PublishLayerVersion'],
		['cloudfront.amazonaws.com', 'CreateDistribution2020_05_31', 'cloudfront:CreateDistribution'],
		['lambda.amazonaws.com', 'CreateFunctionUrlConfig', 'lambda:CreateFunctionUrlConfig'],
		['route53domains.amazonaws.com', 'Get2020', 'route53domains:Get2020'],
		['iot.amazonaws.com', 'CreateThing12345678', 'iot:CreateThing12345678'],
		['lambda.amazonaws.com', '20150331', 'lambda:20150331'],
	])('%s %s is %s', (eventSource, event, action) => {
		expect(actionOf({ eventSource, event })).toBe(action);
	});
});
