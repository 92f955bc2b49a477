package org.lgsc.train;

/**
 * What the encoder reached on its own, as a plain CNN.
 *
 * @param steps of training
 * @param trainingLoss mean cross-entropy over the last tenth of the steps
 * @param devAccuracy share of development samples classified rightly at probability 0.5, 0 to 1;
 *     NaN without a development split
 * @param devLoss mean cross-entropy over the development samples; NaN without
 */
public record WarmStartReport(int steps, double trainingLoss, double devAccuracy, double devLoss) {}
