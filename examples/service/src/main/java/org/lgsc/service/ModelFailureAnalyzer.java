package org.lgsc.service;

import org.lgsc.core.LgscException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports a model that cannot be read as a sentence in the log, without a stack trace. */
class ModelFailureAnalyzer extends AbstractFailureAnalyzer<LgscException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, LgscException cause) {
        return new FailureAnalysis(cause.getMessage(), "Give --lgsc.model=FILE.", cause);
    }
}
