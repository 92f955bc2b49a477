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
import org.lgsc.core.internal.file.AtomicFile;
import org.lgsc.data.dataset.SetAside;

/**
 * All files that a training could not use, with the reasons, as a CSV file next to the model. The
 * console prints a reason only once, however many files it applies to.
 */
final class SetAsideList {
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setHeader("id", "reason").setRecordSeparator('\n').get();

    private final Path file;
    private final Consumer<String> line;
    private final Set<SetAside> all = new LinkedHashSet<>();

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
     * Prints new entries and adds them to the file. The training continues if the file cannot be
     * written. The list of an earlier training under the same name is replaced, even by an empty
     * one.
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
                    csv.printRecord(one.id(), one.reasonAlone());
                }
            }
            AtomicFile.writeString(file, text.toString());
            if (!unsaid.isEmpty()) {
                line.accept("All " + all.size() + " files set aside are listed in " + file);
            }
        } catch (IOException e) {
            line.accept(
                    "Cannot write " + file + " (" + e + "); the training continues without it.");
        }
    }
}
