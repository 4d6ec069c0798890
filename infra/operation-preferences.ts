/**
 * How StackSets works: everywhere at once. An account whose own SCP denies a Region, or that has a name
 * in use, must not roll back the management account's stack, and with it both SCPs. `eyes deploy` and
 * reconcile name every instance that is not current. None of this holds for automatic deployment.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSetOperationPreferences.html
 */
export const OPERATION_PREFERENCES = {
	regionConcurrencyType: 'PARALLEL',
	maxConcurrentPercentage: 100,
	failureTolerancePercentage: 100,
	concurrencyMode: 'SOFT_FAILURE_TOLERANCE',
} as const;
