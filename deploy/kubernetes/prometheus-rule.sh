#!/usr/bin/env bash
# Prints the recording and alert rules as resources of the Prometheus operator: deploy/kubernetes/prometheus-rule.sh | kubectl apply -n edge -f -
# For kube-prometheus-stack with the name of its Helm release, which its Prometheus looks for: deploy/kubernetes/prometheus-rule.sh kube-prometheus-stack
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../prometheus/rules"

for file in *.yml; do
  cat <<END
---
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: edge-${file%.yml}
  labels: { app.kubernetes.io/name: edge${1:+, release: $1} }
spec:
END
  sed 's/^/  /' "$file"
done
