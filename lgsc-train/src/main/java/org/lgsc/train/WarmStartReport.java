package org.lgsc.train;

/**
 * Results of the encoder on its own, as a plain CNN.
 *
 * @param steps number of training steps
 * @param trainingLoss mean cross-entropy over the last tenth of the steps
 * @param devAccuracy share of development samples classified rightly at probability 0.5, 0 to 1;
 *     NaN without a development split
 * @param devLoss mean cross-entropy over the development samples; NaN without a development split
 */
public record WarmStartReport(int steps, double trainingLoss, double devAccuracy, double devLoss) {}
