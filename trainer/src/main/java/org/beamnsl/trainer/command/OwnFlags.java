package org.beamnsl.trainer.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.function.Function;
import org.beamnsl.core.command.Flag;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.attack.Attack;
import org.beamnsl.trainer.attack.AttackConfig;
import org.beamnsl.trainer.attack.AttackProvider;
import org.beamnsl.trainer.model.ModelProvider;
import org.beamnsl.trainer.regularize.Regularizer;
import org.beamnsl.trainer.regularize.RegularizerProvider;
import org.jspecify.annotations.Nullable;

/** What comes from the user's own modules on the class path. */
record OwnFlags(
    @Flag(
            "architecture of one's own, by the name that its ModelProvider on the class path has; the"
                + " flag model then only says how features are read")
        @Nullable String ownModel,
    @Flag(
            "further terms of the loss, by the names of their RegularizerProviders on the class path,"
                + " each with its weight, such as smooth:0.1; 1 without a number")
        List<String> ownRegularizers,
    @Flag(
            "how adversarial training moves examples, by the name of an AttackProvider on the class"
                + " path; by gradient steps when left out")
        @Nullable String ownAttack) {

  /** The provider of the architecture; absent when it is one that flags describe. */
  Optional<ModelProvider> model() {
    return Optional.ofNullable(ownModel)
        .map(name -> provided("ownModel", name, ModelProvider.class, ModelProvider::name));
  }

  /** The further terms, in the order given. */
  List<Regularizer> regularizers(MultiplierFlags multipliers) {
    List<Regularizer> terms = new ArrayList<>();
    NamedNumbers.parseOrOne("ownRegularizers", ownRegularizers)
        .forEach(
            (name, weight) ->
                terms.add(
                    provided(
                            "ownRegularizers",
                            name,
                            RegularizerProvider.class,
                            RegularizerProvider::name)
                        .create(multipliers.over(weight))));
    return terms;
  }

  /** The attack of adversarial training: one's own, else gradient steps. */
  Attack attack(AttackConfig steps) {
    return ownAttack == null
        ? steps
        : provided("ownAttack", ownAttack, AttackProvider.class, AttackProvider::name)
            .create(steps);
  }

  private static <P> P provided(
      String flag, String wanted, Class<P> type, Function<P, String> name) {
    TreeSet<String> known = new TreeSet<>();
    for (P provider : ServiceLoader.load(type, OwnFlags.class.getClassLoader())) {
      if (name.apply(provider).equals(wanted)) {
        return provider;
      }
      known.add(name.apply(provider));
    }
    throw NslException.config(
        String.format(
            "--%s=%s: no %s of this name is on the class path, which has %s",
            flag, wanted, type.getSimpleName(), known.isEmpty() ? "none" : known));
  }
}
