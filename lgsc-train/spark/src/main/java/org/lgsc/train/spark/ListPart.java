package org.lgsc.train.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.lgsc.data.internal.sets.PresentationList;

/**
 * Neighbouring lines of a list.
 *
 * @param number of the part, from 0
 * @param rows the lines
 */
record ListPart(int number, List<PresentationList.Row> rows) implements Serializable {
    static List<ListPart> cut(List<PresentationList.Row> rows, int rowsPerPart) {
        List<ListPart> parts = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += rowsPerPart) {
            int to = Math.min(rows.size(), from + rowsPerPart);
            // a view would send the whole list
            parts.add(new ListPart(parts.size(), new ArrayList<>(rows.subList(from, to))));
        }
        return parts;
    }
}
