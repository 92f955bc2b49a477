package org.lgsc.service;

import org.lgsc.core.LgscException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports a model that cannot be read as a sentence in the log, without a stack trace. */
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
