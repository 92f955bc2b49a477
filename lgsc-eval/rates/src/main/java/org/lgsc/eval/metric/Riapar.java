package org.lgsc.eval.metric;

/**
 * Relative impostor attack presentation accept rate of a full system, PAD and matcher together
 * (ISO/IEC 30107-3:2023): {@code 1 + (IAPAR - (1 - FRR)) = IAPAR + FRR} at one operating point. It
 * cannot be computed from PAD scores alone, so it is not part of a report.
 *
 * @param iapar impostor attack presentations accepted by the full system, one PAI species
 * @param frr bona fide users rejected by the full system
 */
public record Riapar(Rate iapar, Rate frr) {
    /** IAPAR + FRR, in [0, 2]; NaN when either has no sample. */
    public double value() {
        return iapar.value() + frr.value();
    }
}
