package org.lgsc.eval.dl4j;

import org.lgsc.eval.report.PadReport;
import org.nd4j.evaluation.IEvaluation;
import org.nd4j.evaluation.IMetric;

/** The metrics of {@link PadEvaluation#getValue}. All but {@link #AUC} are better when lower. */
public enum PadMetric implements IMetric {
    /** APCER of the worst PAI species. */
    APCER,
    /** Bona fide taken for attacks. */
    BPCER,
    /** (worst APCER + BPCER) / 2; not ISO. */
    ACER,
    /** (FAR + FRR) / 2 with attacks pooled; not ISO. */
    HTER,
    /** Detection equal error rate. */
    D_EER,
    /** Area under the ROC curve. */
    AUC;

    double of(PadReport report) {
        return switch (this) {
            case APCER -> report.apcer();
            case BPCER -> report.bpcer().value();
            case ACER -> report.acer();
            case HTER -> report.hter();
            case D_EER -> report.dEer();
            case AUC -> report.auc();
        };
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public Class<? extends IEvaluation> getEvaluationClass() {
        return PadEvaluation.class;
    }

    @Override
    public boolean minimize() {
        return this != AUC;
    }
}
