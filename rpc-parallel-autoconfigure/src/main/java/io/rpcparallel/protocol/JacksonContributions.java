package io.rpcparallel.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import tools.jackson.databind.AbstractTypeResolver;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.JacksonModule.SetupContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.ConfigOverrides;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.cfg.ModuleContextBase;
import tools.jackson.databind.deser.Deserializers;
import tools.jackson.databind.deser.KeyDeserializers;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.ValueInstantiators;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.Serializers;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.type.TypeModifier;

/**
 * Sorts what modules bring that may change how a class is written or read. Serializers
 * and deserializers can tell for which types they are, so a mapper gets them that notes
 * their answers. Modifiers are kept from it, so that it can be compared with the
 * application's. What neither helps with concerns all types.
 */
final class JacksonContributions extends ModuleContextBase {

	private final JacksonAnswers values = new JacksonAnswers();

	private final JacksonAnswers keys = new JacksonAnswers();

	private final List<Consumer<SetupContext>> noted = new ArrayList<>();

	private boolean modifiers;

	private boolean forAllTypes;

	/**
	 * Sort contributions.
	 * @param builder gets what modules bring besides, such as mix-ins
	 */
	JacksonContributions(MapperBuilder<?, ?> builder) {
		super(builder, new ConfigOverrides());
	}

	/**
	 * Return whether a module has brought something that may concern a type.
	 * @return whether it has
	 */
	boolean areThere() {
		return this.modifiers || this.forAllTypes || !this.noted.isEmpty();
	}

	/**
	 * Return whether a module may change the serializers and deserializers of others.
	 * @return whether it may
	 */
	boolean haveModifiers() {
		return this.modifiers;
	}

	/**
	 * Return whether there is something that can't be told to concern some types only.
	 * @return whether all types are to be treated as concerned
	 */
	boolean concernAllTypes() {
		return this.forAllTypes;
	}

	/**
	 * Return what serializers and deserializers of values have answered.
	 * @return the answers so far
	 */
	JacksonAnswers values() {
		return this.values;
	}

	/**
	 * Return what serializers and deserializers of keys have answered.
	 * @return the answers so far
	 */
	JacksonAnswers keys() {
		return this.keys;
	}

	/**
	 * Return a module with the serializers and deserializers of all modules, in their
	 * order. A mapper puts them before its own, as it does with those of any module.
	 * @return what notes their answers
	 */
	JacksonModule noting() {
		return new SimpleModule() {

			@Override
			public void setupModule(SetupContext context) {
				JacksonContributions.this.noted.forEach((contribution) -> contribution.accept(context));
			}

		};
	}

	private SetupContext noted(Consumer<SetupContext> contribution) {
		this.noted.add(contribution);
		return this;
	}

	private SetupContext modifier() {
		this.modifiers = true;
		return this;
	}

	private SetupContext forAllTypes() {
		this.forAllTypes = true;
		return this;
	}

	@Override
	public SetupContext addSerializers(Serializers serializers) {
		return noted((context) -> context.addSerializers(this.values.noted(Serializers.class, serializers)));
	}

	@Override
	public SetupContext addKeySerializers(Serializers serializers) {
		return noted((context) -> context.addKeySerializers(this.keys.noted(Serializers.class, serializers)));
	}

	@Override
	public SetupContext addDeserializers(Deserializers deserializers) {
		return noted((context) -> context.addDeserializers(this.values.noted(Deserializers.class, deserializers)));
	}

	@Override
	public SetupContext addKeyDeserializers(KeyDeserializers deserializers) {
		return noted((context) -> context.addKeyDeserializers(this.keys.noted(KeyDeserializers.class, deserializers)));
	}

	@Override
	public SetupContext addSerializerModifier(ValueSerializerModifier modifier) {
		return modifier();
	}

	@Override
	public SetupContext addDeserializerModifier(ValueDeserializerModifier modifier) {
		return modifier();
	}

	// Jackson asks it for another class than the declared one, such as ArrayList for List
	@Override
	public SetupContext addValueInstantiators(ValueInstantiators instantiators) {
		return forAllTypes();
	}

	@Override
	public SetupContext addTypeModifier(TypeModifier modifier) {
		return forAllTypes();
	}

	@Override
	public SetupContext insertAnnotationIntrospector(AnnotationIntrospector introspector) {
		return forAllTypes();
	}

	@Override
	public SetupContext appendAnnotationIntrospector(AnnotationIntrospector introspector) {
		return forAllTypes();
	}

	@Override
	public SetupContext overrideDefaultNullKeySerializer(ValueSerializer<?> serializer) {
		return forAllTypes();
	}

	@Override
	public SetupContext overrideDefaultNullValueSerializer(ValueSerializer<?> serializer) {
		return forAllTypes();
	}

	// The application's mapper knows them, wherever they are from
	@Override
	public SetupContext addAbstractTypeResolver(AbstractTypeResolver resolver) {
		return this;
	}

}
