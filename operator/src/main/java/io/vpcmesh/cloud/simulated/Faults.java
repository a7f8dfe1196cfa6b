package io.vpcmesh.cloud.simulated;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The script of what goes wrong. Of several faults that befall a call, the oldest counts. */
public final class Faults {

  private final List<Scripted> script = new ArrayList<>();

  private static final class Scripted {
    private final CallPattern pattern;
    private final Fault fault;
    private long matched;

    private Scripted(CallPattern pattern, Fault fault) {
      this.pattern = pattern;
      this.fault = fault;
    }

    private boolean befalls(Call call) {
      if (!pattern.matching().test(call)) {
        return false;
      }
      matched++;
      return matched >= pattern.first() && matched <= pattern.last();
    }
  }

  Faults() {}

  /** From now on this goes wrong with those calls. */
  public synchronized void set(CallPattern pattern, Fault fault) {
    script.add(new Scripted(pattern, fault));
  }

  /** Nothing goes wrong any more. */
  public synchronized void clear() {
    script.clear();
  }

  /** Every scripted fault counts the call, even when another one befalls it. */
  synchronized Optional<Fault> befalling(Call call) {
    List<Fault> found = new ArrayList<>();
    for (Scripted scripted : script) {
      if (scripted.befalls(call)) {
        found.add(scripted.fault);
      }
    }
    return found.stream().findFirst();
  }
}
