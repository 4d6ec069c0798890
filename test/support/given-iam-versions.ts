import {
	CreatePolicyVersionCommand,
	DeletePolicyVersionCommand,
	GetPolicyVersionCommand,
	type IAMClient,
	ListPolicyVersionsCommand,
} from '@aws-sdk/client-iam';
import type { AwsClientStub } from 'aws-sdk-client-mock';
import type { GivenAccount } from './given-iam.ts';
import { cut, onePage } from './one-page.ts';
import { awsError } from './scripted-calls.ts';

/** The policy with its versions, five at most. */
export function answerForVersions(mock: AwsClientStub<IAMClient>, account: GivenAccount): void {
	const { versions, defaultId, texts, calls } = account;
	let newest = versions.length;
	mock.on(GetPolicyVersionCommand).callsFake(({ VersionId }) =>
		calls.run('GetPolicyVersion', () => {
			const version = versions.find(({ id }) => id === VersionId);
			if (version === undefined) throw awsError('NoSuchEntityException');
			return { PolicyVersion: { Document: encodeURIComponent(version.text) } };
		}),
	);
	let listedDefault = defaultId.actual();
	mock.on(ListPolicyVersionsCommand).callsFake(({ Marker }) =>
		calls.run('ListPolicyVersions', () => {
			// All pages of a list show the same state, so that the lag counts lists and not pages.
			if (Marker === undefined) listedDefault = defaultId.read();
			const { page, marker } = onePage(versions.toReversed(), Marker);
			const Versions = page.map(({ id }) => ({
				VersionId: id,
				IsDefaultVersion: id === listedDefault,
			}));
			return { Versions, ...cut(marker) };
		}),
	);
	mock.on(DeletePolicyVersionCommand).callsFake(({ VersionId }) =>
		calls.run('DeletePolicyVersion', () => {
			if (VersionId === defaultId.actual()) throw awsError('DeleteConflictException');
			const index = versions.findIndex(({ id }) => id === VersionId);
			if (index < 0) throw awsError('NoSuchEntityException');
			versions.splice(index, 1);
		}),
	);
	mock.on(CreatePolicyVersionCommand).callsFake(({ PolicyDocument, SetAsDefault }) =>
		calls.run('CreatePolicyVersion', () => {
			if (versions.length >= 5) throw awsError('LimitExceededException');
			newest = Math.max(newest, ...versions.map(({ id }) => Number(id.slice(1)))) + 1;
			versions.push({ id: `v${newest}`, text: PolicyDocument });
			if (SetAsDefault) defaultId.write(`v${newest}`);
			if (SetAsDefault) texts.push(PolicyDocument);
		}),
	);
}
