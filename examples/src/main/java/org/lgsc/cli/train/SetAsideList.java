package org.lgsc.cli.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.lgsc.cli.command.Reasons;
import org.lgsc.core.internal.file.Draft;
import org.lgsc.data.dataset.SetAside;

/**
 * All that a training could not use, with the reasons, as a CSV file beside the model: the console
 * says a reason once, however many files it holds for.
 */
final class SetAsideList {
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setHeader("id", "reason").setRecordSeparator('\n').get();

    private final Path file;
    private final Consumer<String> line;
    private final Set<SetAside> all = new LinkedHashSet<>();

    /**
     * @param model the file that the training writes
     * @param line told where the list is
     */
    SetAsideList(Path model, Consumer<String> line) {
        this.file = place(model);
        this.line = line;
    }

    /** {@code faces-set-aside.csv} for {@code faces.zip}. */
    static Path place(Path model) {
        String name = model.toAbsolutePath().getFileName().toString();
        return model.toAbsolutePath()
                .resolveSibling(name.replaceFirst("\\.[^.]*$", "") + "-set-aside.csv");
    }

    /**
     * Says what is new and adds it to the file. That the file cannot be written ends no training.
     * The list of an earlier training under the same name is replaced, also by an empty one.
     */
    void add(List<SetAside> more) {
        Set<SetAside> unsaid = new LinkedHashSet<>(more);
        unsaid.removeAll(all);
        all.addAll(unsaid);
        Reasons.say(List.copyOf(unsaid), false, line);
        if (all.isEmpty() && !Files.exists(file)) {
            return;
        }
        try {
            StringBuilder text = new StringBuilder();
            try (CSVPrinter csv = new CSVPrinter(text, FORMAT)) {
                for (SetAside one : all) {
                    csv.printRecord(one.id(), one.reason());
                }
            }
            Draft.writeString(file, text.toString());
            if (!unsaid.isEmpty()) {
                line.accept("All " + all.size() + " set aside are listed in " + file);
            }
        } catch (IOException e) {
            line.accept("Cannot write " + file + " (" + e + "); the training goes on without it.");
        }
    }
}
