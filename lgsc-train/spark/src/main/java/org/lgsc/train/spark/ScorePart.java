package org.lgsc.train.spark;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.lgsc.core.backend.NativeThreads;
import org.lgsc.data.dataset.SetAside;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.ScoreFile;

/**
 * A task of a scoring: one part of the list, written to one score file. The file of what was set
 * aside is written first, so that a part is finished when its score file exists. The task may be
 * retried or run twice.
 *
 * @param files access to the files
 * @param model bytes of the model file
 * @param sha256 digest of these bytes
 * @param places file names of the parts
 * @param root folder that the list's file names are relative to
 * @param job the scoring
 * @param probe is called when the task begins
 */
record ScorePart(
        HadoopFiles files,
        Broadcast<byte[]> model,
        String sha256,
        PartNames places,
        String root,
        ScoringJob job,
        TaskProbe probe)
        implements Function<ListPart, Long> {
    static final CSVFormat SET_ASIDE =
            CSVFormat.DEFAULT.builder().setHeader("id", "reason").setRecordSeparator('\n').get();

    /** Returns how many could not be used. */
    @Override
    public Long call(ListPart part) throws IOException {
        TaskContext task = TaskContext.get();
        probe.begins(part.number(), task.attemptNumber());
        NativeThreads.limit(task.cpus());
        List<PadScore> scores = new ArrayList<>();
        List<SetAside> setAside = new ArrayList<>();
        try (RowScorer scorer =
                new RowScorer(files, root, Engines.of(model.value(), sha256), job)) {
            scorer.score(part.rows(), scores, setAside);
        }
        files.write(
                places.setAside(part.number()),
                out -> {
                    try (CSVPrinter printer =
                            new CSVPrinter(
                                    new OutputStreamWriter(out, StandardCharsets.UTF_8),
                                    SET_ASIDE)) {
                        for (SetAside one : setAside) {
                            printer.printRecord(one.id(), one.reasonAlone().replaceAll("\\R", " "));
                        }
                    }
                });
        Path local = Files.createTempFile("lgsc-scores", ".csv");
        try {
            ScoreFile.write(local, scores);
            files.write(places.scores(part.number()), out -> Files.copy(local, out));
        } finally {
            Files.deleteIfExists(local);
        }
        return (long) setAside.size();
    }
}
