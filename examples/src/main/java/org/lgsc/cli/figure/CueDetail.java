package org.lgsc.cli.figure;

import java.util.Arrays;
import java.util.List;
import org.lgsc.core.image.RgbImage;

/**
 * Part of a patch and of its cue map, with a quarter of the side.
 *
 * @param x left edge in the patch
 * @param y upper edge in the patch
 * @param picture part of the patch
 * @param cue part of the map, {@code [height][width]}
 */
record CueDetail(int x, int y, RgbImage picture, float[][] cue) {
    private static final int PARTS = 4;

    /** Number of candidate positions per axis; they are half a part apart. */
    private static final int PLACES = 2 * PARTS - 1;

    /**
     * Returns the same part of a face as seen by several models: the part with the strongest cues
     * overall. Each model's cues are scaled by its own maximum, so that models with small cues
     * count as well.
     */
    static List<CueDetail> of(List<CuePicture.Cell> cells) {
        double[] strength = new double[PLACES * PLACES];
        for (CuePicture.Cell cell : cells) {
            double[] own = new double[strength.length];
            Arrays.setAll(own, place -> mean(cell, place));
            double most = Arrays.stream(own).max().orElseThrow();
            for (int i = 0; i < own.length && most > 0; i++) {
                strength[i] += own[i] / most;
            }
        }
        int strongest = 0;
        for (int i = 1; i < strength.length; i++) {
            strongest = strength[i] > strength[strongest] ? i : strongest;
        }
        int place = strongest;
        return cells.stream().map(cell -> at(cell, place)).toList();
    }

    private static int left(CuePicture.Cell cell, int place) {
        return place % PLACES * cell.patch().width() / (2 * PARTS);
    }

    private static int top(CuePicture.Cell cell, int place) {
        return place / PLACES * cell.patch().height() / (2 * PARTS);
    }

    private static int part(int side) {
        return Math.max(1, side / PARTS);
    }

    private static double mean(CuePicture.Cell cell, int place) {
        int width = part(cell.patch().width());
        int height = part(cell.patch().height());
        double sum = 0;
        for (int y = top(cell, place); y < top(cell, place) + height; y++) {
            for (int x = left(cell, place); x < left(cell, place) + width; x++) {
                sum += cell.cue()[y][x];
            }
        }
        return sum / (width * height);
    }

    private static CueDetail at(CuePicture.Cell cell, int place) {
        int x = left(cell, place);
        int y = top(cell, place);
        int width = part(cell.patch().width());
        int height = part(cell.patch().height());
        float[][] cue = new float[height][];
        Arrays.setAll(cue, row -> Arrays.copyOfRange(cell.cue()[y + row], x, x + width));
        return new CueDetail(x, y, cell.patch().crop(x, y, width, height), cue);
    }
}
