#!/usr/bin/env bash
# Workers as a Slurm array: sbatch --array=1-20 deploy/slurm.sh redis://head:6379
# One worker takes many evaluations; one job for each evaluation would spend its time in the scheduler.
#SBATCH --job-name=galapagos-worker
#SBATCH --cpus-per-task=8
#SBATCH --mem=8G
#SBATCH --time=12:00:00
# to this script itself, which becomes the worker: it finishes what runs, and takes no more
#SBATCH --signal=B:TERM@300
set -euo pipefail
: "${GALAPAGOS_QUEUE_SECRET_FILE:?name the file with the secret of the queue}"
# npx would keep the signal to itself; in a checkout the tool is bin/galapagos.js
tool=node_modules/.bin/galapagos
[ -x "$tool" ] || tool=bin/galapagos.js
exec "$tool" worker "$1" --lanes "${SLURM_CPUS_PER_TASK:-8}" --cache "${TMPDIR:-/tmp}/galapagos-$USER-${SLURM_JOB_ID:-0}"
