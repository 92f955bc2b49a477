package org.lgsc.cli.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Path;
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

/** What a model file says about itself. */
@Command(
        name = "info",
        description = {
            "Print network, preprocessing, threshold, provenance and card of a model as JSON.",
            "The card says what the model was made of, what it is worth and what it is not for."
        })
public final class Info extends LgscCommand {
    /** Named as in every other command, or by its place. */
    static final class Source {
        @Option(names = "--model", paramLabel = "FILE", description = "A model file or card.")
        Path named;

        @Parameters(arity = "0..1", paramLabel = "MODEL", description = "The same.")
        Path placed;
    }

    @ArgGroup(multiplicity = "1")
    Source source;

    @Option(names = "--card", description = "Print the card alone, in words.")
    boolean card;

    @Override
    protected int run() throws JsonProcessingException {
        Path model = source.named == null ? source.placed : source.named;
        if (ForeignCard.isCard(model)) {
            ForeignCard foreign = ForeignCard.read(model);
            if (card) {
                out().print(foreign.description().toText());
            } else {
                print(ForeignCard.json(model));
            }
            return 0;
        }
        requireBackend();
        ModelMetadata metadata = LgscModel.load(model).metadata();
        if (card) {
            out().print(ModelDescription.of(metadata).toText());
            return 0;
        }
        print(metadata);
        return 0;
    }

    private void print(Object value) throws JsonProcessingException {
        out().println(
                        new ObjectMapper()
                                .enable(SerializationFeature.INDENT_OUTPUT)
                                .writeValueAsString(value));
    }

    /** Runs this command alone. */
    public static void main(String... args) {
        System.exit(Launcher.execute(new Info(), args));
    }
}
