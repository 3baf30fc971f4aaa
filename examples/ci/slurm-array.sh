#!/usr/bin/env bash
# A campaign as a Slurm job array, one task for each part: sbatch --array=1-8 slurm-array.sh
# When all have ended: npx --yes tp-gauntlet merge part-*.json
#SBATCH --job-name=gauntlet
#SBATCH --time=00:30:00
#SBATCH --cpus-per-task=2
#SBATCH --output=gauntlet-%A-%a.log
set -euo pipefail
npx --yes tp-gauntlet verify campaign.json --shard auto --json > "part-$SLURM_ARRAY_TASK_ID.json"
