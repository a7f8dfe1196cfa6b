package io.vpcmesh.runtime;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.CaseFormat;
import io.vpcmesh.engine.HookOccasion;
import io.vpcmesh.model.Hook;
import io.vpcmesh.model.ObjectRef;

/** What a hook is told, as JSON. */
final class HookQuestion {

  private HookQuestion() {}

  static String json(Hook hook, HookOccasion occasion) {
    ObjectNode question = JsonNodeFactory.instance.objectNode();
    question
        .put("hook", hook.name())
        .put("stage", CaseFormat.UPPER_UNDERSCORE.to(CaseFormat.UPPER_CAMEL, hook.stage().name()))
        .put("deployment", occasion.deployment())
        .put("revision", occasion.revision())
        .put("phase", occasion.phase());
    if (occasion.step() > 0) {
      question.put("step", occasion.step());
    }
    name(question.putObject("mesh"), occasion.mesh().ref());
    ObjectNode target = question.putObject("target").put("kind", occasion.target().kind());
    name(target, occasion.target().ref());
    return question.toString();
  }

  private static void name(ObjectNode node, ObjectRef ref) {
    node.put("namespace", ref.namespace()).put("name", ref.name());
  }
}
