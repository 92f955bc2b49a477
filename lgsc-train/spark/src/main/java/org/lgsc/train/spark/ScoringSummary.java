package org.lgsc.train.spark;

/**
 * What a scoring came to.
 *
 * @param scores where the score file is, one row for each picture or frame
 * @param setAside where the list of what could not be used is, with reasons
 * @param rows lines of the list
 * @param parts that the list was cut into
 * @param partsBefore of them, what an earlier run had finished
 * @param unusable pictures, frames and videos that could not be used
 */
public record ScoringSummary(
        String scores, String setAside, long rows, int parts, int partsBefore, long unusable) {}
