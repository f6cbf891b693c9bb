"""Jobs in state machines of AWS Step Functions and in schedules of EventBridge, alone or in templates."""
