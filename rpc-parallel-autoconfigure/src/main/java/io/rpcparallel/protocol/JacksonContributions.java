package io.rpcparallel.protocol;

import tools.jackson.databind.AbstractTypeResolver;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.JacksonModule.SetupContext;
import tools.jackson.databind.cfg.ConfigOverrides;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.cfg.ModuleContextBase;
import tools.jackson.databind.deser.Deserializers;
import tools.jackson.databind.deser.KeyDeserializers;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.ValueInstantiators;
import tools.jackson.databind.ser.Serializers;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.type.TypeModifier;

/**
 * Watches what modules bring that may change how a class is written or read. It changes
 * no mapper.
 */
final class JacksonContributions extends ModuleContextBase {

	private boolean there;

	/**
	 * Create a watcher.
	 * @param builder has the settings that a module may look at; not to be used any more
	 */
	JacksonContributions(MapperBuilder<?, ?> builder) {
		super(builder, new ConfigOverrides());
	}

	/**
	 * Return whether a module has brought such a thing.
	 * @return whether it has
	 */
	boolean areThere() {
		return this.there;
	}

	private SetupContext found() {
		this.there = true;
		return this;
	}

	@Override
	public SetupContext addSerializers(Serializers serializers) {
		return found();
	}

	@Override
	public SetupContext addKeySerializers(Serializers serializers) {
		return found();
	}

	@Override
	public SetupContext addSerializerModifier(ValueSerializerModifier modifier) {
		return found();
	}

	@Override
	public SetupContext addDeserializers(Deserializers deserializers) {
		return found();
	}

	@Override
	public SetupContext addKeyDeserializers(KeyDeserializers deserializers) {
		return found();
	}

	@Override
	public SetupContext addDeserializerModifier(ValueDeserializerModifier modifier) {
		return found();
	}

	@Override
	public SetupContext addValueInstantiators(ValueInstantiators instantiators) {
		return found();
	}

	@Override
	public SetupContext addAbstractTypeResolver(AbstractTypeResolver resolver) {
		return found();
	}

	@Override
	public SetupContext addTypeModifier(TypeModifier modifier) {
		return found();
	}

	@Override
	public SetupContext insertAnnotationIntrospector(AnnotationIntrospector introspector) {
		return found();
	}

	@Override
	public SetupContext appendAnnotationIntrospector(AnnotationIntrospector introspector) {
		return found();
	}

}
