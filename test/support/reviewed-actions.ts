/**
 * These actions know no resource, so the deny of a pattern of the guard SCP that means them too has no
 * effect. Somebody has looked at each: it need not have one. AWS adds actions; a new one makes the test
 * fail until somebody has looked at it.
 */
export const NOTHING_OF_OURS: Readonly<Record<string, string>> = {
	'cloudformation:CreateStackSet': 'makes one; ours are in the management account',
	'dynamodb:UpdateAbacStatus': 'our policies have no conditions on tags of tables',
	'lambda:CreateCodeSigningConfig':
		'PutFunctionCodeSigningConfig, which is denied, gives it a function',
	'lambda:CreateEventSourceMapping': 'denied by lambda:FunctionArn',
	'lambda:CreateMicrovmImage': 'no function',
	...all('logs', 'nothing that our log groups or their metric filters need', [
		'DeleteAccountPolicy PutAccountPolicy DeleteIndexPolicy PutIndexPolicy DeleteIntegration',
		'PutIntegration DeleteLogDelivery DeletePipelineRule DeleteQueryDefinition',
		'PutQueryDefinition DeleteResourcePolicy PutResourcePolicy PutStorageTierPolicy',
	]),
	'logs:PutPipelineRule': 'ProcessWithPipeline, which is denied, gives it a log group',
	...all('s3', 'settings of the account that only forbid or observe', [
		'PutAccessPointPublicAccessBlock PutAccountPublicAccessBlock PutStorageLensConfiguration',
	]),
};

/** These actions write to what is ours, and the guard SCP does not deny them. The same holds for them. */
export const LEFT_OPEN: Readonly<Record<string, string>> = {
	...all('account', 'a Region more, or who is told', [
		'DeleteAlternateContact EnableRegion PutAccountName PutAlternateContact PutContactInformation',
	]),
	...all('cloudformation', 'tags and progress', [
		'RecordHandlerProgress TagResource UntagResource',
	]),
	...all('cloudtrail', 'the trail goes on, with the same events', [
		'AddTags CreateTrail PutEventConfiguration PutInsightSelectors RemoveTags StartLogging',
	]),
	...all('cloudwatch', 'an alarm more, and tags', ['EnableAlarmActions TagResource UntagResource']),
	...all('dynamodb', 'copies of the table, which may be read; the name is in use; tags', [
		'CreateBackup CreateGlobalTable CreateGlobalTableWitness CreateTable ReplicateSettings',
		'DisableKinesisStreamingDestination EnableKinesisStreamingDestination',
		'ExportTableToPointInTime ImportTable RestoreTableFromAwsBackup RestoreTableFromBackup',
		'RestoreTableToPointInTime StartAwsBackupJob TagResource UntagResource',
	]),
	...all('events', 'the name is in use; only AWS puts events of AWS; tags', [
		'AllowVendedLogDeliveryForResource CreateEventBus PutEvents TagResource UntagResource',
	]),
	...all('iam', 'roles of services, which have another path, and tags', [
		'CreateServiceLinkedRole DeleteServiceLinkedRole TagPolicy UntagPolicy',
	]),
	...all('lambda', 'nothing that our functions use, and tags', [
		'CheckpointDurableExecution DisableReplication EnableReplication PublishVersion',
		'SendDurableExecutionCallbackFailure SendDurableExecutionCallbackHeartbeat',
		'SendDurableExecutionCallbackSuccess StopDurableExecution TagResource UntagResource',
	]),
	...all('logs', 'copies of the logs, which may be read; the name is in use; tags', [
		'CreateExportTask CreateLogAnomalyDetector CreateLogGroup CreateLogStream DisassociateKmsKey',
		'IntegrateWithDataset IntegrateWithS3Table TagLogGroup TagResource UntagLogGroup UntagResource',
	]),
	...all('organizations', 'the delegation allows none of these', [
		'AttachPolicy CreatePolicy TagResource UntagResource',
	]),
	...all('s3', 'no object is written or deleted', [
		'AbortMultipartUpload BypassGovernanceRetention CreateBucket InitiateReplication',
		'CreateBucketMetadataTableConfiguration ObjectOwnerOverrideToBucketOwner PauseReplication',
		'RestoreObject TagResource UntagResource UpdateBucketMetadataAnnotationTableConfiguration',
		'UpdateBucketMetadataInventoryTableConfiguration UpdateBucketMetadataJournalTableConfiguration',
	]),
	'scheduler:CreateSchedule': 'the name is in use',
	...all('secretsmanager', 'a copy has the same name, so its value cannot be read either; tags', [
		'CancelRotateSecret CreateSecret RemoveRegionsFromReplication ReplicateSecretToRegions',
		'RestoreSecret StopReplicationToReplica TagResource UntagResource ValidateResourcePolicy',
	]),
	...all('sns', 'one more who is told, or told in vain; tags', [
		'ConfirmSubscription CreateTopic Publish Subscribe TagResource UntagResource',
	]),
	...all('sqs', 'messages stay where they are; tags', [
		'CancelMessageMoveTask TagQueue UntagQueue',
	]),
	...all('sts', 'need AssumeRole, or a trust that somebody gave to the roles of CDK', [
		'AssumeRoleWithSAML AssumeRoleWithWebIdentity SetContext SetSourceIdentity TagSession',
	]),
};

/** Gives each action, listed in lines, with the same reason. */
function all(service: string, reason: string, lines: readonly string[]): Record<string, string> {
	const names = lines.flatMap((line) => line.split(' '));
	return Object.fromEntries(names.map((name) => [`${service}:${name}`, reason]));
}
