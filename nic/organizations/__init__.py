"""Agency > district > school > team; networks; school years and calendars."""
