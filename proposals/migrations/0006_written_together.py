"""Fields that a project asks for, several files, co-authors, whole versions."""

import django.db.models.constraints
import django.db.models.deletion
import django.utils.timezone
import modeltrans.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0004_one_level_deep'),
        ('districts', '0005_places'),
        ('files', '0002_languages_by_name'),
        ('moderation', '0004_reports_by_person'),
        ('projects', '0002_publisher_approval'),
        ('proposals', '0005_place_trigrams'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CoAuthor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.EmailField(blank=True, max_length=254)),
                ('state', models.CharField(choices=[('invited', 'Invited'), ('accepted', 'Co-author'), ('declined', 'Declined'), ('withdrawn', 'Invitation taken back'), ('expired', 'Invitation expired'), ('left', 'Left'), ('removed', 'Ended by the author')], default='invited', max_length=10)),
                ('invited_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('expires_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ('id',),
            },
        ),
        migrations.CreateModel(
            name='FieldAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('text', 'Text'), ('choice', 'One of several'), ('number', 'Number'), ('cost', 'Cost estimate in euro'), ('file', 'File: a picture or a PDF')], max_length=10)),
                ('text', models.TextField(blank=True)),
                ('number', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
            ],
            options={
                'ordering': ('field__position', 'field_id'),
            },
        ),
        migrations.CreateModel(
            name='FieldOption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=160, verbose_name='choice')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('archived_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('i18n', modeltrans.fields.TranslationField(fields=('label',), required_languages=(), virtual_fields=True)),
            ],
            options={
                'ordering': ('position', 'id'),
            },
        ),
        migrations.CreateModel(
            name='FormField',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('text', 'Text'), ('choice', 'One of several'), ('number', 'Number'), ('cost', 'Cost estimate in euro'), ('file', 'File: a picture or a PDF')], max_length=10, verbose_name='kind')),
                ('label', models.CharField(max_length=120, verbose_name='label')),
                ('help_text', models.CharField(blank=True, max_length=300, verbose_name='help')),
                ('required', models.BooleanField(default=False, help_text='Drafts can be saved without it; publishing needs it.', verbose_name='must be answered')),
                ('longest', models.PositiveIntegerField(default=500, help_text='Of a text; at most 5,000.', verbose_name='most characters')),
                ('lowest', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='lowest')),
                ('highest', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='highest')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('archived_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('i18n', modeltrans.fields.TranslationField(fields=('label', 'help_text'), required_languages=(), virtual_fields=True)),
            ],
            options={
                'verbose_name': 'field of a proposal',
                'verbose_name_plural': 'fields of a proposal',
                'ordering': ('position', 'id'),
            },
        ),
        migrations.CreateModel(
            name='ProposalDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('visible', 'Visible'), ('hidden', 'Hidden')], default='visible', max_length=10)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('title', models.CharField(max_length=120)),
            ],
            options={
                'ordering': ('position', 'id'),
            },
        ),
        migrations.AlterModelOptions(
            name='proposalversion',
            options={'ordering': ('number',)},
        ),
        migrations.RemoveConstraint(
            model_name='proposalimage',
            name='proposals_image_position',
        ),
        migrations.AddField(
            model_name='proposal',
            name='authorship',
            field=models.CharField(choices=[('self', 'In my own name'), ('group', 'For a group or an association'), ('class', 'For a school class')], default='self', max_length=10, verbose_name='written'),
        ),
        migrations.AddField(
            model_name='proposal',
            name='school_class',
            field=models.CharField(blank=True, max_length=40, verbose_name='class'),
        ),
        migrations.AddField(
            model_name='proposalversion',
            name='facts',
            field=models.JSONField(blank=True, default=list, help_text='What it says beside title and text: a list of key, label and words'),
        ),
        migrations.AddField(
            model_name='proposalversion',
            name='number',
            field=models.PositiveIntegerField(default=0, help_text='1 for what was published; never changes'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('authorship__in', ['self', 'group', 'class'])), name='proposals_authorship_known'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'draft'), models.Q(('authorship', 'self'), ('school_class', '')), models.Q(('authorship', 'group'), ('school_class', ''), models.Q(('on_behalf_of', ''), _negated=True)), models.Q(('authorship', 'class'), models.Q(('on_behalf_of', ''), _negated=True), models.Q(('school_class', ''), _negated=True)), _connector='OR'), name='proposals_authorship_named'),
        ),
        migrations.AddConstraint(
            model_name='proposalimage',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('proposal', 'position'), name='proposals_image_position'),
        ),
        migrations.AddField(
            model_name='coauthor',
            name='invited_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='coauthor',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='coauthorships', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='coauthor',
            name='proposal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='coauthors', to='proposals.proposal'),
        ),
        migrations.AddField(
            model_name='fieldanswer',
            name='proposal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='proposals.proposal'),
        ),
        migrations.AddField(
            model_name='fieldanswer',
            name='stored',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile'),
        ),
        migrations.AddField(
            model_name='fieldanswer',
            name='option',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='proposals.fieldoption'),
        ),
        migrations.AddField(
            model_name='formfield',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposal_fields', to='projects.project'),
        ),
        migrations.AddField(
            model_name='fieldoption',
            name='field',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='options', to='proposals.formfield'),
        ),
        migrations.AddField(
            model_name='fieldanswer',
            name='field',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='proposals.formfield'),
        ),
        migrations.AddField(
            model_name='proposaldocument',
            name='proposal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='proposals.proposal'),
        ),
        migrations.AddField(
            model_name='proposaldocument',
            name='stored',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile'),
        ),
        migrations.AddIndex(
            model_name='coauthor',
            index=models.Index(fields=['person', 'state'], name='proposals_coauthor_of'),
        ),
        migrations.AddIndex(
            model_name='coauthor',
            index=models.Index(condition=models.Q(('address', ''), _negated=True), fields=['address'], name='proposals_coauthor_address'),
        ),
        migrations.AddIndex(
            model_name='coauthor',
            index=models.Index(fields=['invited_by', '-invited_at'], name='proposals_invited_by'),
        ),
        migrations.AddConstraint(
            model_name='coauthor',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['invited', 'accepted', 'declined', 'withdrawn', 'expired', 'left', 'removed'])), name='proposals_coauthor_state_known'),
        ),
        migrations.AddConstraint(
            model_name='coauthor',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('invited', 'accepted')), _negated=True), ('person__isnull', False), models.Q(('state', 'invited'), models.Q(('address', ''), _negated=True)), _connector='OR'), name='proposals_coauthor_somebody'),
        ),
        migrations.AddConstraint(
            model_name='coauthor',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'accepted'), _negated=True), models.Q(('address', ''), ('answered_at__isnull', False)), _connector='OR'), name='proposals_coauthor_said_yes'),
        ),
        migrations.AddConstraint(
            model_name='coauthor',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('invited', 'accepted'))), fields=('proposal', 'person'), name='proposals_coauthor_once'),
        ),
        migrations.AddConstraint(
            model_name='coauthor',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'invited'), models.Q(('address', ''), _negated=True)), fields=('proposal', 'address'), name='proposals_coauthor_address_once'),
        ),
        migrations.AddIndex(
            model_name='formfield',
            index=models.Index(fields=['project', 'position', 'id'], name='proposals_fields_in_order'),
        ),
        migrations.AddConstraint(
            model_name='formfield',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['text', 'choice', 'number', 'cost', 'file'])), name='proposals_field_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='formfield',
            constraint=models.CheckConstraint(condition=models.Q(('label', ''), _negated=True), name='proposals_field_has_label'),
        ),
        migrations.AddConstraint(
            model_name='formfield',
            constraint=models.CheckConstraint(condition=models.Q(('longest__range', (1, 5000))), name='proposals_field_length'),
        ),
        migrations.AddConstraint(
            model_name='formfield',
            constraint=models.CheckConstraint(condition=models.Q(('lowest__isnull', True), ('highest__isnull', True), ('lowest__lte', models.F('highest')), _connector='OR'), name='proposals_field_limits'),
        ),
        migrations.AddConstraint(
            model_name='formfield',
            constraint=models.UniqueConstraint(fields=('id', 'kind'), name='proposals_field_of_kind'),
        ),
        migrations.AddConstraint(
            model_name='fieldoption',
            constraint=models.CheckConstraint(condition=models.Q(('label', ''), _negated=True), name='proposals_option_has_label'),
        ),
        migrations.AddConstraint(
            model_name='fieldoption',
            constraint=models.UniqueConstraint(fields=('id', 'field'), name='proposals_option_of_field'),
        ),
        migrations.AddConstraint(
            model_name='fieldanswer',
            constraint=models.UniqueConstraint(fields=('proposal', 'field'), name='proposals_answer_once'),
        ),
        migrations.AddConstraint(
            model_name='fieldanswer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'text'), models.Q(('text', ''), _negated=True), ('option__isnull', True), ('number__isnull', True), ('stored__isnull', True)), models.Q(('kind', 'choice'), ('text', ''), ('option__isnull', False), ('number__isnull', True), ('stored__isnull', True)), models.Q(('kind__in', ('number', 'cost')), ('text', ''), ('option__isnull', True), ('number__isnull', False), ('stored__isnull', True)), models.Q(('kind', 'file'), ('text', ''), ('option__isnull', True), ('number__isnull', True), ('stored__isnull', False)), _connector='OR'), name='proposals_answer_of_its_kind'),
        ),
        migrations.AddConstraint(
            model_name='proposaldocument',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('proposal', 'position'), name='proposals_document_position'),
        ),
        migrations.AddConstraint(
            model_name='proposaldocument',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='proposals_document_has_title'),
        ),
    ]
