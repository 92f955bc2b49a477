package org.lgsc.service;

import org.lgsc.core.LgscException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** What keeps the service from starting is a sentence in the log, and no stack trace. */
class ModelFailureAnalyzer extends AbstractFailureAnalyzer<LgscException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, LgscException cause) {
        String action =
                cause.kind() == LgscException.Kind.ENVIRONMENT
                        ? "Give it a machine and libraries as docs/deployment.md says."
                        : "Give --lgsc.model=FILE.";
        return new FailureAnalysis(cause.getMessage(), action, cause);
    }
}
