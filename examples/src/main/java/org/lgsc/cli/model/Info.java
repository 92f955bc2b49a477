package org.lgsc.cli.model;

import java.nio.file.Path;
import org.lgsc.cli.command.IndentedJson;
import org.lgsc.cli.command.Launcher;
import org.lgsc.cli.command.LgscCommand;
import org.lgsc.core.foreign.ForeignCard;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.ModelDescription;
import org.lgsc.core.model.ModelMetadata;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the metadata of a model file. */
@Command(
        name = "info",
        description = {
            "Print network, preprocessing, threshold, provenance and card of a model as JSON.",
            "The card states the model's training data, its error rates and the uses it is not"
                    + " suitable for."
        })
public final class Info extends LgscCommand {
    /** The file, as an option like in every other command, or as a parameter. */
    static final class Source {
        @Option(names = "--model", paramLabel = "FILE", description = "A model file or card.")
        Path named;

        @Parameters(arity = "0..1", paramLabel = "MODEL", description = "The same as --model.")
        Path placed;
    }

    @ArgGroup(multiplicity = "1")
    Source source;

    @Option(names = "--card", description = "Print only the card, in words.")
    boolean card;

    @Override
    protected int run() {
        Path model = source.named == null ? source.placed : source.named;
        if (ForeignCard.isCard(model)) {
            ForeignCard foreign = ForeignCard.read(model);
            if (card) {
                out().print(foreign.description().toText());
            } else {
                out().println(IndentedJson.of(ForeignCard.json(model)));
            }
            return 0;
        }
        requireBackend();
        ModelMetadata metadata = LgscModel.load(model).metadata();
        if (card) {
            out().print(ModelDescription.of(metadata).toText());
            return 0;
        }
        out().println(IndentedJson.of(metadata));
        return 0;
    }

    public static void main(String... args) {
        System.exit(Launcher.execute(new Info(), args));
    }
}
