package org.lgsc.core.geometry;

import java.util.ArrayList;
import java.util.List;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.RootFormat;

/**
 * Distinct patch positions on a regular grid that covers a picture from edge to edge. K patches are
 * arranged in about sqrt(K) rows; when K does not divide evenly the upper rows have one more. A
 * single row or column is centred.
 *
 * @param positions top left corners, row by row
 */
record PatchGrid(List<Position> positions) {

    /**
     * Top left corner of a patch.
     *
     * @param x pixels from the left
     * @param y pixels from the top
     */
    public record Position(int x, int y) {}

    /** Copies the list. */
    public PatchGrid {
        positions = List.copyOf(positions);
    }

    /**
     * @param width width of the picture, at least {@code size}
     * @param height height of the picture, at least {@code size}
     * @param size side of a patch
     * @param count number of patches K
     * @throws LgscException when there are fewer than K distinct positions
     */
    public static PatchGrid of(int width, int height, int size, int count) {
        if (size < 1 || count < 1 || width < size || height < size) {
            throw new IllegalArgumentException(
                    RootFormat.of("%s patches of %s px in %sx%s", count, size, width, height));
        }
        int spanX = width - size;
        int spanY = height - size;
        int rows = rows(spanX + 1, spanY + 1, count);
        if (rows == 0) {
            throw LgscException.of(
                    "%d patches of %d px do not fit into a face of %dx%d px; use fewer or"
                            + " smaller patches, or larger faces.",
                    count, size, width, height);
        }
        List<Position> positions = new ArrayList<>(count);
        for (int row = 0; row < rows; row++) {
            int columns = count / rows + (row < count % rows ? 1 : 0);
            for (int column = 0; column < columns; column++) {
                positions.add(new Position(place(column, columns, spanX), place(row, rows, spanY)));
            }
        }
        return new PatchGrid(positions);
    }

    /**
     * Returns the smallest grid that covers every pixel.
     *
     * @param width width of the picture, at least {@code size}
     * @param height height of the picture, at least {@code size}
     * @param size side of a patch
     */
    public static PatchGrid covering(int width, int height, int size) {
        if (size < 1 || width < size || height < size) {
            throw new IllegalArgumentException(
                    RootFormat.of("patches of %s px in %sx%s", size, width, height));
        }
        int columns = (width + size - 1) / size;
        int rows = (height + size - 1) / size;
        List<Position> positions = new ArrayList<>(rows * columns);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                positions.add(
                        new Position(
                                place(column, columns, width - size),
                                place(row, rows, height - size)));
            }
        }
        return new PatchGrid(positions);
    }

    /**
     * Number of rows nearest to sqrt(count) with which all positions are distinct; 0 if there is
     * none.
     */
    private static int rows(int distinctX, int distinctY, int count) {
        double ideal = Math.sqrt(count);
        int best = 0;
        for (int rows = 1; rows <= Math.min(count, distinctY); rows++) {
            boolean fits = (count + rows - 1) / rows <= distinctX;
            if (fits && (best == 0 || Math.abs(rows - ideal) < Math.abs(best - ideal))) {
                best = rows;
            }
        }
        return best;
    }

    private static int place(int index, int of, int span) {
        return of == 1 ? span / 2 : (int) Math.round((double) index * span / (of - 1));
    }
}
