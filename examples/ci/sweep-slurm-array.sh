#!/usr/bin/env bash
# A study as a Slurm job array, one task for each part: sbatch --array=1-8 sweep-slurm-array.sh
# A task that is preempted or out of time is put back into the queue and goes on with its file.
# When all have ended: npx --yes tp-gauntlet merge study-part-*.json --out reports
#SBATCH --job-name=gauntlet-sweep
#SBATCH --time=02:00:00
#SBATCH --cpus-per-task=2
#SBATCH --requeue
#SBATCH --output=gauntlet-sweep-%A-%a.log
set -euo pipefail
npx --yes tp-gauntlet report --config study.json --shard auto --output "study-part-$SLURM_ARRAY_TASK_ID.json" --jobs 2
