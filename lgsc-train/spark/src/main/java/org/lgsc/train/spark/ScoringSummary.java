package org.lgsc.train.spark;

/**
 * Result of a scoring.
 *
 * @param scores path of the score file, with one row for each picture or frame
 * @param setAside path of the list of unusable files, with reasons
 * @param rows number of lines of the list
 * @param parts number of parts of the list
 * @param partsBefore number of parts that an earlier run had finished
 * @param unusable number of pictures, frames and videos that could not be used
 */
public record ScoringSummary(
        String scores, String setAside, long rows, int parts, int partsBefore, long unusable) {}
